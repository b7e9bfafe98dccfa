// SPDX-License-Identifier: MIT
using System;
using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Headstock
{
    /// <summary>The part of <see cref="Json"/> that writes.</summary>
    static class JsonWriter
    {
        const int MaxDepth = 100;

        public static void Write(object value, StringBuilder into, int depth)
        {
            if (depth > MaxDepth) throw new ArgumentException("JSON: too deep, or a circle");
            if (value == null) into.Append("null");
            else if (value is string || value is char) Text(value.ToString(), into);
            else if (value is bool) into.Append((bool)value ? "true" : "false");
            else if (value is Enum) Text(value.ToString(), into);
            else if (IsNumber(value)) Number((IFormattable)value, into);
            else if (value is IDictionary) Members((IDictionary)value, into, depth);
            else if (value is IEnumerable) Items((IEnumerable)value, into, depth);
            else Properties(value, into, depth);
        }

        static bool IsNumber(object value)
        {
            switch (Type.GetTypeCode(value.GetType()))
            {
                case TypeCode.Byte: case TypeCode.SByte: case TypeCode.Int16: case TypeCode.UInt16: case TypeCode.Int32:
                case TypeCode.UInt32: case TypeCode.Int64: case TypeCode.UInt64: case TypeCode.Single:
                case TypeCode.Double: case TypeCode.Decimal: return true;
                default: return false;
            }
        }

        static void Number(IFormattable value, StringBuilder into)
        {
            if (value is double || value is float)
            {
                double real = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                if (double.IsNaN(real) || double.IsInfinity(real)) throw new ArgumentException("JSON: no number");
                into.Append(real.ToString("R", CultureInfo.InvariantCulture));
            }
            else into.Append(value.ToString(null, CultureInfo.InvariantCulture));
        }

        static void Members(IDictionary members, StringBuilder into, int depth)
        {
            char before = '{';
            foreach (DictionaryEntry each in members)
            {
                Member(before, each.Key.ToString(), each.Value, into, depth);
                before = ',';
            }
            into.Append(before == '{' ? "{}" : "}");
        }

        static void Properties(object value, StringBuilder into, int depth)
        {
            char before = '{';
            foreach (PropertyInfo each in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                if (each.GetIndexParameters().Length > 0) continue;
                Member(before, each.Name, each.GetValue(value, null), into, depth);
                before = ',';
            }
            into.Append(before == '{' ? "{}" : "}");
        }

        static void Member(char before, string key, object value, StringBuilder into, int depth)
        {
            into.Append(before);
            Text(key, into);
            into.Append(':');
            Write(value, into, depth + 1);
        }

        static void Items(IEnumerable items, StringBuilder into, int depth)
        {
            char before = '[';
            foreach (object each in items)
            {
                into.Append(before);
                Write(each, into, depth + 1);
                before = ',';
            }
            into.Append(before == '[' ? "[]" : "]");
        }

        static void Text(string text, StringBuilder into)
        {
            into.Append('"');
            foreach (char c in text)
                if (c == '"' || c == '\\') into.Append('\\').Append(c);
                else if (c < ' ') into.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                else into.Append(c);
            into.Append('"');
        }
    }
}
