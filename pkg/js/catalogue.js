// The built-in type catalogue as plain data: what the verifier knows of each 证照类型代码.

import CATALOGUE from 'yanzheng:catalogue';

/** One row a type, with its source and the day it was looked at. */
export const types = CATALOGUE;
