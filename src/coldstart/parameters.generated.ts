// Made by `npm run calibrate`; do not edit.
import type { Parameters } from './parameters.js';

export const PARAMETERS: Parameters = {
  "floors": [
    {
      "key": "nodejs20.x x86_64 zip",
      "ms": {
        "low": 126.5,
        "mid": 145.4,
        "high": 172.6
      },
      "source": "maxday-lambda-perf: p50, 2026-05-01..2026-08-22"
    },
    {
      "key": "nodejs20.x arm64 zip",
      "ms": {
        "low": 114.2,
        "mid": 131.3,
        "high": 148.4
      },
      "source": "maxday-lambda-perf, perpil-speedrun: p50, 2026-05-01..2026-08-22"
    },
    {
      "key": "nodejs20.x x86_64 image",
      "ms": {
        "low": 228.6,
        "mid": 274.7,
        "high": 310.4
      },
      "source": "maxday-lambda-perf: p50, 2026-05-01..2026-08-22"
    },
    {
      "key": "nodejs20.x arm64 image",
      "ms": {
        "low": 196.8,
        "mid": 226.2,
        "high": 261.3
      },
      "source": "maxday-lambda-perf: p50, 2026-05-01..2026-08-22"
    },
    {
      "key": "nodejs22.x x86_64 zip",
      "ms": {
        "low": 126,
        "mid": 144.9,
        "high": 174.1
      },
      "source": "maxday-lambda-perf: p50, 2026-05-01..2026-08-22"
    },
    {
      "key": "nodejs22.x arm64 zip",
      "ms": {
        "low": 112.2,
        "mid": 128.9,
        "high": 145.7
      },
      "source": "maxday-lambda-perf, perpil-speedrun: p50, 2026-05-01..2026-08-22"
    },
    {
      "key": "nodejs22.x x86_64 image",
      "ms": {
        "low": 260.1,
        "mid": 299,
        "high": 353.9
      },
      "source": "maxday-lambda-perf: p50, 2026-05-01..2026-08-22"
    },
    {
      "key": "nodejs22.x arm64 image",
      "ms": {
        "low": 204.8,
        "mid": 235.4,
        "high": 311.2
      },
      "source": "maxday-lambda-perf: p50, 2026-05-01..2026-08-22"
    },
    {
      "key": "nodejs24.x x86_64 zip",
      "ms": {
        "low": 122.5,
        "mid": 140.8,
        "high": 175.5
      },
      "source": "maxday-lambda-perf: p50, 2026-05-01..2026-08-22"
    },
    {
      "key": "nodejs24.x arm64 zip",
      "ms": {
        "low": 107.8,
        "mid": 123.9,
        "high": 140
      },
      "source": "maxday-lambda-perf: p50, 2026-05-01..2026-08-22"
    },
    {
      "key": "nodejs24.x x86_64 image",
      "ms": {
        "low": 245.5,
        "mid": 282.2,
        "high": 318.9
      },
      "source": "maxday-lambda-perf: p50, 2026-05-01..2026-08-22"
    },
    {
      "key": "nodejs24.x arm64 image",
      "ms": {
        "low": 197.2,
        "mid": 226.6,
        "high": 309.7
      },
      "source": "maxday-lambda-perf: p50, 2026-05-01..2026-08-22"
    },
    {
      "key": "nodejs18.x x86_64 zip",
      "ms": {
        "low": 156.6,
        "mid": 180,
        "high": 203.4
      },
      "source": "maxday-lambda-perf, adriantanasa-size-sweep: p50, 2025-02-09..2025-05-31"
    },
    {
      "key": "nodejs18.x arm64 zip",
      "ms": {
        "low": 158.6,
        "mid": 182.3,
        "high": 206
      },
      "source": "maxday-lambda-perf: p50, 2025-02-09..2025-05-31"
    },
    {
      "key": "nodejs18.x x86_64 image",
      "ms": {
        "low": 255.6,
        "mid": 293.7,
        "high": 331.9
      },
      "source": "maxday-lambda-perf: p50, 2025-02-09..2025-05-31"
    },
    {
      "key": "nodejs18.x arm64 image",
      "ms": {
        "low": 238.4,
        "mid": 274,
        "high": 309.6
      },
      "source": "maxday-lambda-perf: p50, 2025-02-09..2025-05-31"
    },
    {
      "key": "nodejs16.x x86_64 zip",
      "ms": {
        "low": 138.3,
        "mid": 159,
        "high": 179.7
      },
      "source": "adriantanasa-size-sweep: avg, 2023-09-19"
    },
    {
      "key": "nodejs12.x x86_64 zip",
      "ms": {
        "low": 152.3,
        "mid": 175,
        "high": 197.7
      },
      "source": "serverless-nextjs: middle of a range, 2020"
    }
  ],
  "bundleFactor": {
    "low": 0.61,
    "mid": 1.96,
    "high": 3.33
  },
  "filesFactor": {
    "low": 0.97,
    "mid": 2.15,
    "high": 4.79
  },
  "tableBundleFactor": {
    "low": 0.74,
    "mid": 3.02,
    "high": 6.02
  },
  "tableFilesFactor": {
    "low": 1.31,
    "mid": 4.12,
    "high": 10.59
  },
  "reading": [
    [
      131072,
      3.5
    ],
    [
      262144,
      10
    ],
    [
      524288,
      14.5
    ],
    [
      1048576,
      25.5
    ],
    [
      2097152,
      54
    ],
    [
      4194304,
      106
    ],
    [
      8388608,
      221.5
    ],
    [
      16777216,
      480
    ],
    [
      33554432,
      1109.5
    ],
    [
      67108864,
      2945
    ]
  ],
  "runtimeClient": {
    "low": 250,
    "mid": 323.4,
    "high": 367
  },
  "furtherRuntimeClient": {
    "low": 24,
    "mid": 50,
    "high": 77
  },
  "runtimeV2": {
    "low": 245,
    "mid": 303.5,
    "high": 400
  },
  "runtimeSource": "Published differences between the SDK of the runtime and none: Depaa 2022, A. Stuyvenberg 2023, perpil 2023–2024, Y. Cui 2019; the runtime brings it on a disk that a cold start reads for the first time",
  "readingSource": "A. Tanasa, Init Duration of one file of 1 KiB to 64 MiB on nodejs16.x and nodejs18.x, September 2023",
  "nodeFactors": {
    "16": 0.99,
    "18": 1.04,
    "20": 0.91,
    "22": 1,
    "24": 0.91
  },
  "factorSource": "turned into Lambda time by 39 published figures of 7 sources, rebuilt and started here (docs/cold-start-model.md)"
};
