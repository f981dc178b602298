integer(c_size_t) :: i, j
integer(c_int) :: n
do i = 1, a0 - 2
  do j = 1, a1 - 2
    n = a(j - 1, i - 1) + a(j, i - 1) + a(j + 1, i - 1) + a(j - 1, i) + a(j + 1, i) &
      + a(j - 1, i + 1) + a(j, i + 1) + a(j + 1, i + 1)
    b(j, i) = merge(1, 0, n == 3 .or. (n == 2 .and. a(j, i) == 1))
  end do
end do
