// The start page: where a hotel's own pages would be. It leads to the subpackage.

Page({
  openCheckIn() {
    wx.navigateTo({ url: '/hotel/pages/check-in/check-in' });
  },
});
