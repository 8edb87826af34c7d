using System.Text.Json;

namespace OpenClaw.Tenancy.Directory;

/// <summary>The text form of a change: a JSON object of which each change has one spelling.</summary>
internal static class DirectoryChangeText
{
    private const int MaxLength = 1 << 20;

    internal static string Write(ChangeBody body)
    {
        string text = JsonSerializer.Serialize(body, DirectoryChangeJson.Default.ChangeBody);

        // SECURITY: whoever follows a journal stops at what it does not read, so what is not read is not written either.
        return text.Length <= MaxLength ? text : throw new ArgumentException(
            $"The change takes {text.Length} characters, and a journal holds none above {MaxLength}. Name fewer or shorter texts.", nameof(body));
    }

    /// <summary>The change, or null for a text that is not understood in full: an unknown kind, a member too many or too few, a value of another type, another spelling.</summary>
    internal static ChangeBody? Read(string? text)
    {
        if (text is null || text.Length > MaxLength)
        {
            return null;
        }

        try
        {
            ChangeBody? body = JsonSerializer.Deserialize(text, DirectoryChangeJson.Default.ChangeBody);
            body?.Check();

            // SECURITY: what would be written otherwise was not written by this library: a number for a name, another case, a part that was passed over.
            return body is { V: ChangeBody.CurrentVersion } && string.Equals(Write(body), text) ? body : null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            // SECURITY: what is not understood is no change, and nothing after it is applied.
            return null;
        }
    }
}
