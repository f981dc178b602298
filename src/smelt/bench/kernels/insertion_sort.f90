integer(c_size_t) :: i, j
integer(c_long) :: x
b = a
do i = 1, b0 - 1
  x = b(i)
  j = i - 1
  do while (j >= 0)
    if (b(j) <= x) exit
    b(j + 1) = b(j)
    j = j - 1
  end do
  b(j + 1) = x
end do
