using System.Collections.Immutable;
using System.Net;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>What a redirect makes of a request (RFC 9110, 15.4). Whether the way may be taken is not said here.</summary>
internal static class Redirection
{
    private const int MaxLocation = 8192;

    // What the first host was told in confidence.
    private static readonly ImmutableArray<string> Confidential = ["Authorization", "Proxy-Authorization", "Cookie", "Cookie2"];

    internal static bool IsOne(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && response.RequestMessage?.RequestUri?.Scheme is "https" or "http";

    /// <summary>Where it leads, or null where it says nothing that is understood, or leads from https down.</summary>
    internal static Uri? Target(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (request.RequestUri is not { } from || !response.Headers.NonValidated.TryGetValues("Location", out var values) || values.Count != 1)
        {
            return null;
        }

        string text = values.ToString();
        int fragment = text.IndexOf('#', StringComparison.Ordinal);
        text = fragment < 0 ? text : text[..fragment];

        // An authority without a scheme is read by some as a path.
        if (text.Length is 0 or > MaxLocation || text.Contains('\\', StringComparison.Ordinal) || text.StartsWith("//", StringComparison.Ordinal))
        {
            return null;
        }

        return Read(from, text) is { } target && (from.Scheme != Uri.UriSchemeHttps || target.Scheme == Uri.UriSchemeHttps) ? target : null;
    }

    internal static bool IsSameOrigin(Uri? one, Uri other) =>
        one is not null && one.Scheme == other.Scheme && string.Equals(one.IdnHost, other.IdnHost, StringComparison.Ordinal) && one.Port == other.Port;

    internal static void Forget(HttpRequestMessage request, string header)
    {
        request.Headers.Remove(header);
        foreach (string name in Confidential)
        {
            request.Headers.Remove(name);
        }
    }

    internal static void Apply(HttpRequestMessage request, HttpStatusCode status, Uri next)
    {
        bool asksAnew = status == HttpStatusCode.SeeOther
            ? request.Method != HttpMethod.Get && request.Method != HttpMethod.Head
            : status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found && request.Method == HttpMethod.Post;
        if (asksAnew)
        {
            request.Method = HttpMethod.Get;
            request.Content = null;
            request.Headers.TransferEncodingChunked = null;
        }

        request.RequestUri = next;
    }

    // The text of an address that is whole is judged as it was written; of the others, what was made of them.
    private static Uri? Read(Uri from, string text)
    {
        try
        {
            bool isWhole = text.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http:", StringComparison.OrdinalIgnoreCase);
            return isWhole ? Uri.TryCreate(text, UriKind.Absolute, out Uri? whole) ? whole : null
                : text.StartsWith('/') ? Uri.TryCreate($"{from.GetLeftPart(UriPartial.Authority)}{text}", UriKind.Absolute, out Uri? rooted) ? rooted : null
                : Uri.TryCreate(from, text, out Uri? relative) && IsSameOrigin(from, relative) ? relative : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
