integer(c_size_t) :: i, j
do i = 1, a0 - 2
  do j = 1, a1 - 2
    a(j, i) = (a(j - 1, i - 1) + a(j, i - 1) + a(j + 1, i - 1) + a(j - 1, i) + a(j, i) + a(j + 1, i) &
             + a(j - 1, i + 1) + a(j, i + 1) + a(j + 1, i + 1)) / 9
  end do
end do
