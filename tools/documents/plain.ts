/** Variables with which programs print without colours, also in CI and below jest. */
export const PLAIN = { NO_COLOR: '1', FORCE_COLOR: undefined, CI: undefined };
