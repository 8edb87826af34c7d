using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace OpenClaw.Tenancy.Directory;

/// <summary>One change of the tenant directory, as a journal keeps it. It has no authority: it counts once a <see cref="TenantDirectory"/> has applied it.</summary>
/// <remarks>The tenant is text here, and becomes an id by the look-up of the directory alone. Immutable and safe for use by many threads.</remarks>
public sealed class DirectoryChange
{
    /// <summary>The longest text that a change may carry for an issuer, a subject, a credential's id or a name: 1,024 characters.</summary>
    public const int MaxTextLength = 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private DirectoryChange(DirectoryChangeKind kind, string tenant) => (Kind, Tenant) = (kind, tenant);

    /// <summary>What it does; never <see cref="DirectoryChangeKind.Unknown"/>.</summary>
    public DirectoryChangeKind Kind { get; }

    /// <summary>The text of the tenant's id.</summary>
    public string Tenant { get; }

    internal TenantRegistration? Registration { get; private init; }

    internal TenantStatus Status { get; private init; }

    internal string Issuer { get; private init; } = string.Empty;

    /// <summary>The member's subject, or the credential's id.</summary>
    internal string Holder { get; private init; } = string.Empty;

    internal bool MayReturn { get; private init; }

    /// <summary>Adds a tenant.</summary>
    /// <param name="registration">What is known of it. An identity provider's tenant is registered by its issuer and the issuer's text for it.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">The id is reserved, or was made by <see cref="TenantId.FromExternal"/> and the registration does not say from what; or a text is too long or no well-formed Unicode.</exception>
    public static DirectoryChange Register(TenantRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);

        // SECURITY: what is stored must be enough to make the id again by the public doors, for there is no other way back to a reserved text.
        if (registration.ExternalIssuer is null && !TenantId.TryFrom(registration.Id.ToString(), out _))
        {
            throw new ArgumentException(
                "A reserved id is not registered. For a tenant of an identity provider use new TenantRegistration(issuer, value), which keeps what its id is made from.",
                nameof(registration));
        }

        if (!Enum.IsDefined(registration.Status) || registration.Status == TenantStatus.Unknown)
        {
            throw new ArgumentException("Say where the tenant stands: Provisioning, Active, Suspended or Deleted.", nameof(registration));
        }

        foreach (string? text in (ReadOnlySpan<string?>)[registration.DisplayName, registration.ExternalIssuer, registration.ExternalValue, .. registration.Hosts, .. registration.Issuers])
        {
            RequireText(text ?? "-", nameof(registration));
        }

        return new DirectoryChange(DirectoryChangeKind.TenantRegistered, registration.Id.ToString()) { Registration = registration, Status = registration.Status };
    }

    /// <summary>Moves a tenant to another status.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="status">Active, suspended or deleted.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">A tenant cannot be moved to that status.</exception>
    public static DirectoryChange SetStatus(TenantId tenant, TenantStatus status)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return IsGoal(status)
            ? OfStatus(tenant.ToString(), status)
            : throw new ArgumentException("A tenant is moved to Active, Suspended or Deleted.", nameof(status));
    }

    /// <summary>Kills every credential that a member of a tenant holds, and leaves other members alone.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="issuer">The issuer that vouches for the member.</param>
    /// <param name="subject">The member's id at that issuer.</param>
    /// <param name="mayReturn">Whether credentials that are issued from now on live, unless the member was shut out before.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">A text is empty, too long, or no well-formed Unicode.</exception>
    public static DirectoryChange RevokeMember(TenantId tenant, string issuer, string subject, bool mayReturn) =>
        OfHolder(DirectoryChangeKind.MemberRevoked, tenant, issuer, subject, mayReturn);

    /// <summary>Lets credentials that a member is issued from now on live again.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="issuer">The issuer that vouches for the member.</param>
    /// <param name="subject">The member's id at that issuer.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">A text is empty, too long, or no well-formed Unicode.</exception>
    public static DirectoryChange ReinstateMember(TenantId tenant, string issuer, string subject) =>
        OfHolder(DirectoryChangeKind.MemberReinstated, tenant, issuer, subject, mayReturn: false);

    /// <summary>Kills one credential for good.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="issuer">The issuer of the credential.</param>
    /// <param name="credentialId">Its id, for a token the <c>jti</c>.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">A text is empty, too long, or no well-formed Unicode.</exception>
    public static DirectoryChange RevokeCredential(TenantId tenant, string issuer, string credentialId) =>
        OfHolder(DirectoryChangeKind.CredentialRevoked, tenant, issuer, credentialId, mayReturn: false);

    /// <summary>The text that a journal keeps, a JSON object.</summary>
    /// <returns>A text that <see cref="TenantDirectory.Apply"/> reads again.</returns>
    public string ToText() => DirectoryChangeText.Write(this);

    internal static bool TryRead(string? text, [NotNullWhen(true)] out DirectoryChange? change) => (change = DirectoryChangeText.Read(text)) is not null;

    /// <summary>Whether a tenant can be moved to the status at all.</summary>
    internal static bool IsGoal(TenantStatus status) => status is TenantStatus.Active or TenantStatus.Suspended or TenantStatus.Deleted;

    /// <summary>The change of a status, by the text of the tenant.</summary>
    internal static DirectoryChange OfStatus(string tenant, TenantStatus status) => new(DirectoryChangeKind.StatusSet, tenant) { Status = status };

    /// <summary>The change of a holder, by the text of the tenant.</summary>
    internal static DirectoryChange OfHolder(DirectoryChangeKind kind, string tenant, string issuer, string holder, bool mayReturn)
    {
        RequireText(issuer, nameof(issuer));
        RequireText(holder, nameof(holder));
        return new DirectoryChange(kind, tenant) { Issuer = issuer, Holder = holder, MayReturn = mayReturn };
    }

    private static DirectoryChange OfHolder(DirectoryChangeKind kind, TenantId tenant, string issuer, string holder, bool mayReturn)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return OfHolder(kind, tenant.ToString(), issuer, holder, mayReturn);
    }

    // SECURITY: a text that is stored as another one would name another member in the next process.
    private static void RequireText(string? text, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, name);
        if (text.Length > MaxTextLength)
        {
            throw new ArgumentException($"The text is longer than {MaxTextLength} characters. No credential that is accepted carries such a text.", name);
        }

        StrictUtf8.GetByteCount(text);
    }
}
