using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenClaw.Tenancy.Auditing.Redaction;

/// <summary>Writes values as one line of JSON without secrets. Bounded in depth and size, so that a value that holds itself ends too.</summary>
internal sealed class RedactedJson : IDisposable
{
    private const int MaxDepth = 16;
    private const int MaxNodes = 1024;
    private const int MaxText = 1024;
    private const int MaxName = 128;
    private const int MaxSize = 16_000;
    private const string Beyond = "...";

    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly Utf8JsonWriter _writer;
    private int _nodes;

    // The encoder of the default escapes all that is not printable ASCII.
    private RedactedJson() => _writer = new Utf8JsonWriter(_output, new JsonWriterOptions { MaxDepth = MaxDepth + 2 });

    internal static string Of(object? value)
    {
        using var json = new RedactedJson();
        try
        {
            json.Write(value, 0);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or ObjectDisposedException)
        {
            // A list that changed meanwhile, or a member that stands twice: a log line is no reason to fail.
            return $"\"{SecretText.Mark}\"";
        }

        json._writer.Flush();
        return Encoding.ASCII.GetString(json._output.WrittenSpan);
    }

    public void Dispose() => _writer.Dispose();

    private bool IsFull => _nodes > MaxNodes || _writer.BytesCommitted + _writer.BytesPending > MaxSize;

    private void Write(object? value, int depth)
    {
        _nodes++;
        if (IsFull)
        {
            _writer.WriteStringValue(Beyond);
            return;
        }

        switch (value)
        {
            case null:
                _writer.WriteNullValue();
                break;
            case string text:
                WriteText(text);
                break;
            case JsonElement element:
                WriteElement(element, depth);
                break;
            case JsonDocument document:
                WriteElement(document.RootElement, depth);
                break;
            case JsonValue leaf:
                WriteLeaf(leaf, depth);
                break;
            default:
                WriteOther(value, depth);
                break;
        }
    }

    private void WriteOther(object value, int depth)
    {
        if (Members.Of(value) is { } members)
        {
            WriteObject(members, depth);
        }
        else if (value is IEnumerable items)
        {
            WriteArray(items, depth);
        }
        else if (value is bool truth)
        {
            _writer.WriteBooleanValue(truth);
        }
        else
        {
            WriteScalar(value);
        }
    }

    private void WriteElement(JsonElement element, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element.EnumerateObject().Select(static p => new KeyValuePair<string, object?>(p.Name, p.Value)), depth);
                break;
            case JsonValueKind.Array:
                WriteArray(element.EnumerateArray().Select(static e => (object)e), depth);
                break;
            case JsonValueKind.String:
                WriteText(element.GetString()!);
                break;
            case JsonValueKind.Number:
                string number = element.GetRawText();
                if (number.Length <= MaxName)
                {
                    _writer.WriteRawValue(number);
                }
                else
                {
                    _writer.WriteStringValue(Beyond);
                }

                break;
            case JsonValueKind.True or JsonValueKind.False:
                _writer.WriteBooleanValue(element.ValueKind == JsonValueKind.True);
                break;
            default:
                _writer.WriteNullValue();
                break;
        }
    }

    // A value of a node is an element, or an object of .NET that was put there.
    private void WriteLeaf(JsonValue leaf, int depth)
    {
        if (leaf.TryGetValue(out JsonElement element))
        {
            WriteElement(element, depth);
        }
        else if (leaf.TryGetValue(out string? text))
        {
            WriteText(text);
        }
        else
        {
            WriteOther(leaf.TryGetValue(out object? value) && value is not JsonNode ? value : new object(), depth);
        }
    }

    private void WriteObject(IEnumerable<KeyValuePair<string, object?>> members, int depth)
    {
        if (depth >= MaxDepth)
        {
            _writer.WriteStringValue(Beyond);
            return;
        }

        _writer.WriteStartObject();
        foreach ((string name, object? value) in members)
        {
            if (IsFull)
            {
                _writer.WriteString(Beyond, Beyond);
                break;
            }

            WriteMember(name, value, depth);
        }

        _writer.WriteEndObject();
    }

    private void WriteMember(string name, object? value, int depth)
    {
        // They mean something to a reader in JavaScript, and nothing to anybody else.
        if (name is "__proto__" or "constructor" or "prototype")
        {
            return;
        }

        _writer.WritePropertyName(Cut(name, MaxName));
        bool counts = SecretNames.IsCount(name) && IsNumber(value);
        Write(value is not (null or JsonElement { ValueKind: JsonValueKind.Null }) && !counts && SecretNames.IsSecret(name) ? SecretText.Mark : value, depth + 1);
    }

    private static bool IsNumber(object? value) =>
        value is int or long or JsonElement { ValueKind: JsonValueKind.Number } || (value is JsonValue leaf && leaf.GetValueKind() == JsonValueKind.Number);

    private void WriteArray(IEnumerable items, int depth)
    {
        if (depth >= MaxDepth)
        {
            _writer.WriteStringValue(Beyond);
            return;
        }

        _writer.WriteStartArray();
        foreach (object? item in items)
        {
            Write(item, depth + 1);
            if (IsFull)
            {
                break;
            }
        }

        _writer.WriteEndArray();
    }

    private void WriteScalar(object value)
    {
        switch (value)
        {
            case sbyte or byte or short or ushort or int or uint or long or ulong or decimal:
                _writer.WriteRawValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case float or double or Half or DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan or Guid or char or Enum or TenantId or Uri or Digest256:
                WriteText(value is IFormattable known ? known.ToString(null, CultureInfo.InvariantCulture) : value.ToString()!);
                break;
            default:
                _writer.WriteStringValue(SecretText.Mark);
                break;
        }
    }

    private void WriteText(string text) => _writer.WriteStringValue(Cut(text, MaxText));

    private static string Cut(string text, int most)
    {
        string redacted = SecretText.Redact(text, most);
        return redacted.Length <= most ? redacted : string.Concat(redacted.AsSpan(0, most), Beyond);
    }
}
