using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Pseudonyms;

namespace OpenClaw.Tenancy.Administration;

/// <summary>Somebody whose records are looked for, by the id or by the text in the records. For one reading, of one trail.</summary>
/// <remarks>SECURITY: a record is only compared and the pseudonym goes nowhere, so that a reader learns of nobody who is not in the trail that he reads.</remarks>
internal sealed class WantedActor(string subject, AuditSubjects subjects)
{
    // The issuers of a trail are few, and each gives the same id another text. A record without one has a place of its own.
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private string? _withoutIssuer;

    /// <summary>Whether the record is of him.</summary>
    internal bool Is(AuditEnvelope envelope) => envelope.Actor is { } actor
        && (string.Equals(actor, subject, StringComparison.Ordinal) || string.Equals(actor, TextOf(envelope.Issuer), StringComparison.Ordinal));

    private string TextOf(string? issuer)
    {
        if (issuer is null)
        {
            return _withoutIssuer ??= subjects.TextOf(issuer: null, subject);
        }

        if (!_texts.TryGetValue(issuer, out string? text))
        {
            _texts[issuer] = text = subjects.TextOf(issuer, subject);
        }

        return text;
    }
}
