import { namesMatched } from '../../lib/names-matched.js';
import type { Doing } from './doing.js';

/** Functions of databases that only compute, whichever database it is. */
const COMPUTING =
  /^(count|sum|avg|min|max|every|bool_(and|or)|any_value|stddev\w*|var\w*|coalesce|nullif|ifnull|isnull|nvl|if|iif|greatest|least|lower|upper|initcap|[lrb]?trim|length|\w+_length|len|substr|substring\w*|left|right|[lr]pad|reverse|repeat|replace|translate|concat\w*|split_part|position|strpos|instr|locate|field|find_in_set|format|quote_\w+|md5|sha\d*|crc32|encode|decode|hex|unhex|to_base64|from_base64|round|floor|ceil|ceiling|trunc|abs|sign|mod|div|pow|power|sqrt|exp|ln|log\d*|random|rand|now|current_\w+|curdate|curtime|getdate|date|time|timestamp\w*|date_\w+|dateadd|datediff|datepart|extract|age|make_\w+|to_\w+|from_unixtime|unix_timestamp|str_to_date|year\w*|quarter|month\w*|week\w*|day\w*|hour|minute|second|interval|cast|convert|json_\w+|jsonb_\w+|row_to_json|array\w*|unnest|string_agg|group_concat|listagg|generate_series|row_number|rank|dense_rank|percent\w*|ntile|lag|lead|first_value|last_value|nth_value|cume_dist|grouping|similarity|word_similarity|ts_rank\w*|ts_headline|\w+_tsquery|st_\w+|regexp_\w+|uuid\w*|gen_random_uuid|version|database|char|varchar|numeric|decimal|bit)$/;

/** Functions that change what others see, or wait for others. */
const CHANGING =
  /^(nextval|setval|set_config|pg_(try_)?advisory\w*|get_lock|release_(all_)?locks?|pg_notify|pg_(terminate|cancel)_backend|lo_\w+|dblink\w*)$/;

/** Words in front of a bracket that call nothing. */
const WORDS =
  /^(select|from|join|on|where|and|or|not|in|exists|any|all|some|as|values|over|by|filter|using|within|group|having|union|except|intersect|case|when|then|else|between|like|ilike|is|lateral|distinct|with|materialized|recursive|limit|offset|show|explain|table|row|rows|sets|rollup|cube|key|index|against|match)$/;

const CALLED = /(?<name>[a-z_][\w$]*)\s*\(/g;

/** What a text of SQL does; `likely-read` where it calls a function that nobody can see into. */
export function sql(text: string | undefined): Doing {
  if (text === undefined || !/^\s*(\(?\s*select|with|show|explain)\b/i.test(text)) return 'write';
  const code = text
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replace(/'(?:[^']|'')*'/g, `''`)
    .replace(/["`[]([^"`\]]*)["`\]]/g, 'quoted_name')
    .toLowerCase();
  if (/;\s*\S|:=|\b(insert|update|delete|merge|truncate|into|lock)\b|\bfor\s+(key\s+)?share\b/.test(code))
    return 'write';
  const called = namesMatched(code, CALLED).filter((name) => !WORDS.test(name));
  if (called.some((name) => CHANGING.test(name))) return 'write';
  return called.every((name) => COMPUTING.test(name) || isDefined(name, code)) ? 'read' : 'likely-read';
}

/** `with totals(id, sum) as (…)`, `from rows r(id)` */
function isDefined(name: string, code: string): boolean {
  return new RegExp(
    `\\b${name.replaceAll('$', '\\$')}\\s*\\([^()]*\\)\\s+as\\b\\s*(not\\s+|materialized\\s+)*\\(`,
  ).test(code);
}
