// The policies that come with the package, in a file of their own: `require('yanzheng/policies')`.

export { policies, policy } from '../policies.js';
