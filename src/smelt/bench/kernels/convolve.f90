integer(c_size_t) :: smid, tmid, xmax, ymax, x, y, s, t
integer(c_long) :: total
smid = g0 / 2
tmid = g1 / 2
xmax = f0 + 2 * smid
ymax = f1 + 2 * tmid
do x = 0, xmax - 1
  do y = 0, ymax - 1
    total = 0
    do s = max(smid - x, -smid), min(xmax - x - smid, smid + 1) - 1
      do t = max(tmid - y, -tmid), min(ymax - y - tmid, tmid + 1) - 1
        total = total + g(tmid - t, smid - s) * f(y - tmid + t, x - smid + s)
      end do
    end do
    h(y, x) = total
  end do
end do
