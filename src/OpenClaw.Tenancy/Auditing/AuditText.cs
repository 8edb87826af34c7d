using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Auditing.Redaction;

namespace OpenClaw.Tenancy.Auditing;

/// <summary>Makes a text fit for a trail: without secrets, on one line, bounded. Every text of an envelope goes through it.</summary>
internal static class AuditText
{
    private const int MaxLength = 256;

    // INVARIANT: what was done to a text that comes out, undone and done again, gives the same: a record that is read back is the record.
    [return: NotNullIfNotNull(nameof(text))]
    internal static string? Clean(string? text) => text is null ? null : AuditRedactor.Text(text, MaxLength);
}
