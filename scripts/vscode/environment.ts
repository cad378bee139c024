/** Set when a suite runs in a folder that the user does not trust. */
export const RESTRICTED = 'COLDLENS_RESTRICTED';
/** Path of a desktop VS Code, for the launcher of restricted runs. */
export const DESKTOP = 'COLDLENS_DESKTOP';
/** The compiled test files to run, as JSON. */
export const SUITE = 'COLDLENS_SUITE';
/** Where the reporter writes how many tests passed and failed. */
export const COUNTS = 'COLDLENS_COUNTS';
