// "Build npm" of the WeChat developer tools, without the tools.

const { packNpmManually } = require('miniprogram-ci');

packNpmManually({ packageJsonPath: 'package.json', miniprogramNpmDistDir: 'app', ignores: [] }).then(({ warnList }) => {
  for (const { msg } of warnList) console.error(msg);
});
