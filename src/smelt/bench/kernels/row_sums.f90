integer(c_size_t) :: i, j
real(c_double) :: s, t
do i = 0, a0 - 1
  s = 0
  do j = 0, a1 - 1
    s = s + a(j, i)
  end do
  mean(i) = s / a1
  t = 0
  do j = 0, a1 - 1
    t = t + (a(j, i) - mean(i)) * (a(j, i) - mean(i))
  end do
  var(i) = t / a1
end do
