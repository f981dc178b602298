integer(c_size_t) :: i, j, k
do k = 0, p0 - 1
  do i = 0, p0 - 1
    do j = 0, p0 - 1
      p(j, i) = min(p(j, i), p(k, i) + p(j, k))
    end do
  end do
end do
