integer(c_size_t) :: i, j
do i = 1, hz0 - 1
  do j = 0, hz1 - 1
    ey(j, i) = ey(j, i) - 0.5d0 * (hz(j, i) - hz(j, i - 1))
  end do
end do
do i = 0, hz0 - 1
  do j = 1, hz1 - 1
    ex(j, i) = ex(j, i) - 0.5d0 * (hz(j, i) - hz(j - 1, i))
  end do
end do
do i = 0, hz0 - 2
  do j = 0, hz1 - 2
    hz(j, i) = hz(j, i) - 0.7d0 * (ex(j + 1, i) - ex(j, i) + ey(j, i + 1) - ey(j, i))
  end do
end do
