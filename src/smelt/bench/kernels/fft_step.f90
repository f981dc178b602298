integer(c_size_t) :: n, half, start, k, i, j, step
real(c_double) :: tr, ti
n = re0
half = 1
do while (half < n)
  step = n / (2 * half)
  do start = 0, n - 1, 2 * half
    do k = 0, half - 1
      i = start + k
      j = i + half
      tr = wr(k * step) * re(j) - wi(k * step) * im(j)
      ti = wr(k * step) * im(j) + wi(k * step) * re(j)
      re(j) = re(i) - tr
      im(j) = im(i) - ti
      re(i) = re(i) + tr
      im(i) = im(i) + ti
    end do
  end do
  half = 2 * half
end do
