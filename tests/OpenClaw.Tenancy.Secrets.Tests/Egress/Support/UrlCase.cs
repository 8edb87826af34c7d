using System.Text.Json;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress.Support;

/// <summary>One URL of the corpus wpt-url, and what the WHATWG's standard makes of it.</summary>
/// <param name="Input">The text.</param>
/// <param name="Base">What it is relative to, or null.</param>
/// <param name="Hostname">The host by the standard, or null where it fails.</param>
internal sealed record UrlCase(string Input, string? Base, string? Hostname)
{
    /// <summary>Whether <see cref="Uri"/> takes it for an address on the web and reads another host than the standard, or one where the standard reads none.</summary>
    public bool IsSplit
    {
        get
        {
            if (!Uri.TryCreate(Input, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https" or "ws" or "wss"))
            {
                return false;
            }

            try
            {
                return !string.Equals(uri.IdnHost.Contains(':', StringComparison.Ordinal) ? $"[{uri.IdnHost}]" : uri.IdnHost, Hostname, StringComparison.Ordinal);
            }
            catch (UriFormatException)
            {
                return true;
            }
        }
    }

    public static UrlCase[] ReadAll()
    {
        string? path = Corpora.Find("wpt-url/urltestdata.json");
        Assert.SkipWhen(path is null, "The corpus wpt-url is not there.");
        using JsonDocument data = JsonDocument.Parse(File.ReadAllText(path));
        return [.. data.RootElement.EnumerateArray().Where(static e => e.ValueKind == JsonValueKind.Object).Select(static e => new UrlCase(
            e.GetProperty("input").GetString()!,
            e.TryGetProperty("base", out JsonElement b) ? b.GetString() : null,
            e.TryGetProperty("hostname", out JsonElement h) ? h.GetString() : null))];
    }

    /// <summary>What <see cref="Uri"/> makes of it, and of the same with the port of a listener; none where it makes nothing of it.</summary>
    public IEnumerable<Uri> Uris(int port)
    {
        if (Make(Input) is not { } uri)
        {
            yield break;
        }

        yield return uri;
        if (uri.Scheme is "http" or "https" && Ported(uri, port) is { } ported)
        {
            yield return ported;
        }
    }

    private Uri? Make(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? whole) && whole.Scheme != "file" ? whole
        : Base is not null && Uri.TryCreate(Base, UriKind.Absolute, out Uri? from) && Uri.TryCreate(from, text, out Uri? joined) ? joined : null;

    private static Uri? Ported(Uri uri, int port)
    {
        try
        {
            return Uri.TryCreate($"{uri.Scheme}://{uri.Host}:{port}{uri.PathAndQuery}", UriKind.Absolute, out Uri? ported) ? ported : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
