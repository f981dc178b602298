integer(c_size_t) :: i
do i = 0, x0 - 1
  h(x(i)) = h(x(i)) + 1
end do
