using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace OpenClaw.Tenancy.Auditing.Pseudonyms;

/// <summary>How subjects stand in the audit records: as they are, or under pseudonyms where the host asked for them.</summary>
/// <remarks>
/// A singleton from dependency injection, safe for use by many threads. Subjects are actors, delegates, and each detail beside which
/// another one of its name and <c>_issuer</c> stands. One subject of one issuer has one pseudonym in every trail of the host.
/// </remarks>
public sealed class AuditSubjects
{
    private const int LengthSize = sizeof(int);
    private const string IssuerSuffix = "_issuer";

    // SECURITY: no issuer of a record is called so, because records hold no such character: no subject has a tenant's pseudonym.
    private const string Tenants = "\0tenant";

    private readonly SubjectKey? _key;

    internal AuditSubjects(SubjectKey? key) => _key = key;

    /// <summary>Whether they are pseudonyms.</summary>
    public bool ArePseudonymous => _key is not null;

    /// <summary>The text under which a subject stands in the records.</summary>
    /// <param name="issuer">The issuer that knows the subject, or null where the record names none.</param>
    /// <param name="subject">The subject's id there.</param>
    /// <returns><c>hmac-sha256:v1:</c>, the key's id, and the HMAC over both, each with its length before it; or the subject itself, as a record keeps it.</returns>
    public string TextOf(string? issuer, string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return Written(AuditText.Clean(issuer), AuditText.Clean(subject));
    }

    /// <summary>The text under which a tenant stands on spans and log lines with <see cref="TenantTag.Pseudonym"/>. In records tenants stand as they are.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <returns>A pseudonym of the same form; or the tenant's id where subjects stand as they are.</returns>
    public string TextOf(TenantId tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return Written(Tenants, tenant.ToString());
    }

    /// <summary>The same envelope with its subjects as they stand in records.</summary>
    internal AuditEnvelope Apply(AuditEnvelope envelope)
    {
        bool named = envelope.Details.Keys.Any(name => IsSubject(envelope.Details, name));
        return _key is null || (envelope.Actor is null && envelope.Delegate is null && !named)
            ? envelope
            : envelope.As(
                envelope.Actor is { } actor ? Written(envelope.Issuer, actor) : null,
                envelope.Delegate is { } acting ? Written(envelope.DelegateIssuer, acting) : null,
                named ? Written(envelope.Details) : envelope.Details);
    }

    // SECURITY: a detail beside which its issuer stands names somebody, as an actor does.
    private static bool IsSubject(IReadOnlyDictionary<string, string> details, string name) => details.ContainsKey(name + IssuerSuffix);

    private FrozenDictionary<string, string> Written(IReadOnlyDictionary<string, string> details) => details.ToFrozenDictionary(
        static d => d.Key,
        d => IsSubject(details, d.Key) ? Written(details[d.Key + IssuerSuffix], d.Value) : d.Value,
        StringComparer.Ordinal);

    // What an envelope holds is ASCII, so that a byte is a character.
    private string Written(string? issuer, string subject)
    {
        if (_key is null)
        {
            return subject;
        }

        byte[] fields = new byte[(2 * LengthSize) + (issuer?.Length ?? 0) + subject.Length];
        Append(Append(fields, issuer), subject);
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key.Bytes, fields, digest);
        return $"hmac-sha256:v1:{_key.Id}:{Convert.ToHexStringLower(digest)}";
    }

    // An issuer that is not there is none of those that are.
    private static Span<byte> Append(Span<byte> target, string? field)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, field?.Length ?? -1);
        int written = Encoding.ASCII.GetBytes(field, target[LengthSize..]);
        return target[(LengthSize + written)..];
    }
}
