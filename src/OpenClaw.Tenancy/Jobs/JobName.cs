using System.Buffers;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>The grammars of what jobs are called, and the purpose that their envelopes are sealed for.</summary>
internal static class JobName
{
    private const int MaxKind = 64;
    private const int MaxKey = 128;
    private static readonly SearchValues<char> InKind = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    internal static string RequireKind(string kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return IsKind(kind) ? kind : throw new ArgumentException(
            "The text is no kind of job: use a lower-case letter and then up to 63 of a-z, 0-9, '.', '_' and '-'.", nameof(kind));
    }

    internal static string? RequireKey(string? key) => key is null or { Length: > 0 and <= MaxKey } && !(key ?? string.Empty).AsSpan().ContainsAnyExceptInRange('!', '~')
        ? key : throw new ArgumentException("The key is none: use 1 to 128 printable characters of ASCII without blanks.", nameof(key));

    // SECURITY: a row that is moved to another tenant, kind or id has another purpose, and its envelope does not open there.
    internal static string Purpose(string tenant, string kind, string id) => $"job:{tenant}:{kind}:{id}";

    /// <summary>Whether what a store gave back has the form of what it was given.</summary>
    internal static bool IsWellFormed(StoredJob job) => ResourceId.IsWellFormed(job.Tenant) && IsKind(job.Kind) && ResourceId.IsWellFormed(job.Id)
        && EnvelopePurpose.IsWellFormed(Purpose(job.Tenant, job.Kind, job.Id));

    private static bool IsKind(string kind) => kind.Length is > 0 and <= MaxKind && char.IsAsciiLetterLower(kind[0]) && !kind.AsSpan().ContainsAnyExcept(InKind);
}
