integer(c_size_t) :: i, j, k
do i = 1, a0 - 2
  do j = 1, a1 - 2
    do k = 1, a2 - 2
      b(k, j, i) = 0.125d0 * (a(k, j, i + 1) - 2 * a(k, j, i) + a(k, j, i - 1)) &
                 + 0.125d0 * (a(k, j + 1, i) - 2 * a(k, j, i) + a(k, j - 1, i)) &
                 + 0.125d0 * (a(k + 1, j, i) - 2 * a(k, j, i) + a(k - 1, j, i)) + a(k, j, i)
    end do
  end do
end do
