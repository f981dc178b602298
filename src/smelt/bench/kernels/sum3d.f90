integer(c_size_t) :: i, j, k
answer = 0
do i = 0, arr0 - 1
  do j = 0, arr1 - 1
    do k = 0, arr2 - 1
      answer = answer + arr(k, j, i)
    end do
  end do
end do
