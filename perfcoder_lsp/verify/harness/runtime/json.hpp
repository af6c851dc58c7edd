// One JSON object per line, written to a descriptor that only this process has.
#pragma once

namespace perfcoder {

class JsonLine {
public:
    JsonLine& text(const char* key, std::string_view value) {
        name(key);
        quoted(value);
        return *this;
    }
    JsonLine& number(const char* key, std::int64_t value) { return raw(key, std::to_string(value)); }
    JsonLine& decimal(const char* key, double value) {
        char digits[40];
        std::snprintf(digits, sizeof digits, "%.3f", value);
        return raw(key, digits);
    }
    JsonLine& truth(const char* key, bool value) { return raw(key, value ? "true" : "false"); }
    JsonLine& raw(const char* key, std::string_view json) {
        name(key);
        line += json;
        return *this;
    }
    JsonLine& hash(const char* key, std::uint64_t value) {
        char digits[17];
        std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(value));
        return text(key, digits);
    }
    JsonLine& reals(const char* key, const double* values, std::size_t count) {
        std::string list = "[";
        for (std::size_t i = 0; i < count; i++) {
            char digits[40];
            if (is_nan(values[i])) std::snprintf(digits, sizeof digits, "\"nan\"");
            else if (is_infinite(values[i]))
                std::snprintf(digits, sizeof digits, bits_of(values[i]) & sign_bit ? "\"-inf\"" : "\"inf\"");
            else std::snprintf(digits, sizeof digits, "%.17g", values[i]);
            list += i ? ", " : "";
            list += digits;
        }
        return raw(key, list + "]");
    }

    std::string object() const { return line + "}"; }

    /// Raises nothing: a reader that is gone ends the process with the next line.
    void write(int descriptor) const {
        std::string bytes = object() + "\n";
        for (std::size_t at = 0; at < bytes.size();) {
            ssize_t count = ::write(descriptor, bytes.data() + at, bytes.size() - at);
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) _exit(74);
            at += std::size_t(count);
        }
    }

private:
    std::string line = "{";

    void name(const char* key) {
        if (line.size() > 1) line += ", ";
        quoted(key);
        line += ": ";
    }
    void quoted(std::string_view value) {
        line += '"';
        for (char each : value) {
            auto code = static_cast<unsigned char>(each);
            char escaped[8];
            if (each == '"' || each == '\\') (line += '\\') += each;
            else if (code >= 32 && code < 127) line += each;
            else std::snprintf(escaped, sizeof escaped, "\\u%04x", code), line += escaped;
        }
        line += '"';
    }
};

/// A JSON list of what are JSON values already.
inline std::string json_list(const std::vector<std::string>& values) {
    std::string list = "[";
    for (const std::string& each : values) (list += list.size() > 1 ? ", " : "") += each;
    return list + "]";
}

inline std::string json_numbers(const std::set<std::uint32_t>& numbers) {
    std::vector<std::string> values;
    for (std::uint32_t each : numbers) values.push_back(std::to_string(each));
    return json_list(values);
}

}  // namespace perfcoder
