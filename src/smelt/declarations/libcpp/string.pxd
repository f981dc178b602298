# <string>

cdef extern from "<string>" namespace "std" nogil:
    cdef cppclass string:
        ctypedef char value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

        cppclass iterator:
            char& operator*()
            iterator operator++()
            iterator operator++(int)
            iterator operator--()
            iterator operator--(int)
            iterator operator+(size_t)
            iterator operator-(size_t)
            ptrdiff_t operator-(iterator)
            bint operator<(iterator)
            bint operator>(iterator)
            bint operator<=(iterator)
            bint operator>=(iterator)
            bint operator==(iterator)
            bint operator!=(iterator)

        cppclass const_iterator:
            const char& operator*()
            const_iterator operator++()
            const_iterator operator++(int)
            const_iterator operator--()
            const_iterator operator--(int)
            const_iterator operator+(size_t)
            const_iterator operator-(size_t)
            ptrdiff_t operator-(const_iterator)
            bint operator<(const_iterator)
            bint operator>(const_iterator)
            bint operator<=(const_iterator)
            bint operator>=(const_iterator)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)

        cppclass reverse_iterator:
            char& operator*()
            reverse_iterator operator++()
            reverse_iterator operator++(int)
            reverse_iterator operator--()
            reverse_iterator operator--(int)
            reverse_iterator operator+(size_t)
            reverse_iterator operator-(size_t)
            ptrdiff_t operator-(reverse_iterator)
            bint operator<(reverse_iterator)
            bint operator>(reverse_iterator)
            bint operator<=(reverse_iterator)
            bint operator>=(reverse_iterator)
            bint operator==(reverse_iterator)
            bint operator!=(reverse_iterator)

        string() except +
        string(const string&) except +
        string(const string&, size_t) except +
        string(const string&, size_t, size_t) except +
        string(const char *) except +
        string(const char *, size_t) except +
        string(size_t, char) except +
        string[Input](Input, Input) except +

        iterator begin()
        iterator end()
        const_iterator const_begin "begin"()
        const_iterator const_end "end"()
        const_iterator cbegin()
        const_iterator cend()
        reverse_iterator rbegin()
        reverse_iterator rend()
        const char *c_str()
        const char *data()
        size_t size()
        size_t length()
        size_t max_size()
        size_t capacity()
        void resize(size_t) except +
        void resize(size_t, char) except +
        void reserve(size_t) except +
        void shrink_to_fit() except +
        void clear()
        bint empty()
        char& at(size_t) except +
        char& operator[](size_t)
        char& front()
        char& back()
        int compare(const string&)
        int compare(const char *)
        int compare(size_t, size_t, const string&) except +
        int compare(size_t, size_t, const string&, size_t, size_t) except +
        int compare(size_t, size_t, const char *) except +
        int compare(size_t, size_t, const char *, size_t) except +
        string& append(const string&) except +
        string& append(const string&, size_t, size_t) except +
        string& append(const char *) except +
        string& append(const char *, size_t) except +
        string& append(size_t, char) except +
        string& append[Input](Input, Input) except +
        void push_back(char) except +
        void pop_back()
        string& assign(const string&) except +
        string& assign(const char *) except +
        string& assign(const char *, size_t) except +
        string& assign(const string&, size_t, size_t) except +
        string& assign(size_t, char) except +
        string& assign[Input](Input, Input) except +
        string& insert(size_t, const string&) except +
        string& insert(size_t, const char *) except +
        string& insert(size_t, const string&, size_t, size_t) except +
        string& insert(size_t, const char *, size_t) except +
        string& insert(size_t, size_t, char) except +
        iterator insert(iterator, char) except +
        void insert(iterator, size_t, char) except +
        void insert[Input](iterator, Input, Input) except +
        string& erase() except +
        string& erase(size_t) except +
        string& erase(size_t, size_t) except +
        iterator erase(iterator) except +
        iterator erase(iterator, iterator) except +
        string& replace(size_t, size_t, const string&) except +
        string& replace(size_t, size_t, const char *) except +
        string& replace(size_t, size_t, const string&, size_t, size_t) except +
        string& replace(size_t, size_t, const char *, size_t) except +
        string& replace(size_t, size_t, size_t, char) except +
        string& replace(iterator, iterator, const string&) except +
        string& replace(iterator, iterator, const char *) except +
        string& replace(iterator, iterator, const char *, size_t) except +
        string& replace(iterator, iterator, size_t, char) except +
        string& replace[Input](iterator, iterator, Input, Input) except +
        string substr(size_t) except +
        string substr(size_t, size_t) except +
        string substr() except +
        size_t copy(char *, size_t, size_t) except +
        size_t copy(char *, size_t) except +
        size_t find(const string&, size_t)
        size_t find(const string&)
        size_t find(const char *, size_t)
        size_t find(const char *, size_t, size_t)
        size_t find(const char *)
        size_t find(char, size_t)
        size_t find(char)
        size_t rfind(const string&, size_t)
        size_t rfind(const string&)
        size_t rfind(const char *, size_t)
        size_t rfind(const char *, size_t, size_t)
        size_t rfind(const char *)
        size_t rfind(char, size_t)
        size_t rfind(char)
        size_t find_first_of(const string&, size_t)
        size_t find_first_of(const string&)
        size_t find_first_of(const char *, size_t)
        size_t find_first_of(const char *, size_t, size_t)
        size_t find_first_of(const char *)
        size_t find_first_of(char, size_t)
        size_t find_first_of(char)
        size_t find_first_not_of(const string&, size_t)
        size_t find_first_not_of(const string&)
        size_t find_first_not_of(const char *, size_t)
        size_t find_first_not_of(const char *, size_t, size_t)
        size_t find_first_not_of(const char *)
        size_t find_first_not_of(char, size_t)
        size_t find_first_not_of(char)
        size_t find_last_of(const string&, size_t)
        size_t find_last_of(const string&)
        size_t find_last_of(const char *, size_t)
        size_t find_last_of(const char *, size_t, size_t)
        size_t find_last_of(const char *)
        size_t find_last_of(char, size_t)
        size_t find_last_of(char)
        size_t find_last_not_of(const string&, size_t)
        size_t find_last_not_of(const string&)
        size_t find_last_not_of(const char *, size_t)
        size_t find_last_not_of(const char *, size_t, size_t)
        size_t find_last_not_of(const char *)
        size_t find_last_not_of(char, size_t)
        size_t find_last_not_of(char)
        void swap(string&)
        bint starts_with(char)
        bint starts_with(const char *)
        bint ends_with(char)
        bint ends_with(const char *)
        string& operator=(const string&) except +
        string& operator=(const char *) except +
        string& operator=(char) except +
        string operator+(const string&) except +
        string operator+(const char *) except +
        bint operator==(const string&)
        bint operator==(const char *)
        bint operator!=(const string&)
        bint operator!=(const char *)
        bint operator<(const string&)
        bint operator>(const string&)
        bint operator<=(const string&)
        bint operator>=(const string&)
        bint operator<(const char *)
        bint operator>(const char *)
        bint operator<=(const char *)
        bint operator>=(const char *)

    const size_t npos "std::string::npos"
    string to_string(int) except +
    string to_string(long) except +
    string to_string(long long) except +
    string to_string(unsigned int) except +
    string to_string(unsigned long) except +
    string to_string(unsigned long long) except +
    string to_string(float) except +
    string to_string(double) except +
    string to_string(long double) except +
    int stoi(const string&, size_t *) except +
    int stoi(const string&, size_t *, int) except +
    long stol(const string&, size_t *) except +
    long stol(const string&, size_t *, int) except +
    long long stoll(const string&, size_t *) except +
    long long stoll(const string&, size_t *, int) except +
    unsigned long stoul(const string&, size_t *) except +
    unsigned long stoul(const string&, size_t *, int) except +
    unsigned long long stoull(const string&, size_t *) except +
    unsigned long long stoull(const string&, size_t *, int) except +
    float stof(const string&, size_t *) except +
    double stod(const string&, size_t *) except +
    long double stold(const string&, size_t *) except +
    int stoi(const string&) except +
    long stol(const string&) except +
    long long stoll(const string&) except +
    unsigned long stoul(const string&) except +
    float stof(const string&) except +
    double stod(const string&) except +
    unsigned long long stoull(const string&) except +
    long double stold(const string&) except +
