import { connectHost } from './host.js';
import { Page } from './page.js';

const host = connectHost();
const page = new Page(document.getElementById('page')!, host);
page.receive({ type: 'report', data: JSON.parse(document.getElementById('data')!.textContent!) });
/** An editor renews what is shown, and says which function it wants to see. */
window.addEventListener('message', ({ data }) => page.receive(data));
host?.post({ type: 'ready' });
