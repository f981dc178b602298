integer(c_size_t) :: i, j
do i = 0, a0 - 1
  do j = 0, a1 - 1
    b(i, j) = a(j, i)
  end do
end do
