namespace OpenClaw.Tenancy.Samples.Gateway.Http;

public static class Texts
{
    /// <summary>Whether a text is one line of at most so many characters, without control characters.</summary>
    public static bool IsLine(string text, int max) => text.Length > 0 && text.Length <= max && !text.Any(char.IsControl);
}
