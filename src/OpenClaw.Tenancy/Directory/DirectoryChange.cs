using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>One change of the tenant directory, as a journal keeps it. It has no authority: it counts once a <see cref="TenantDirectory"/> has applied it.</summary>
/// <remarks>The tenant is text here, and becomes an id by the look-up of the directory alone. Immutable and safe for use by many threads.</remarks>
public sealed partial class DirectoryChange
{
    /// <summary>The longest text that a change may carry for an issuer, a subject, a credential's id or a name: 1,024 characters.</summary>
    public const int MaxTextLength = 1024;

    private DirectoryChange(ChangeBody body) => Body = body;

    /// <summary>The text of the tenant's id; of a change that is about no tenant, the platform's.</summary>
    public string Tenant => Body.Tenant;

    internal ChangeBody Body { get; }

    /// <summary>Adds a tenant.</summary>
    /// <param name="registration">What is known of it. An identity provider's tenant is registered by its issuer and the issuer's text for it.</param>
    /// <param name="maxTenants">How many tenants there may be afterwards, without the deleted ones. Default: any number.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">The id is reserved, or was made by <see cref="TenantId.FromExternal"/> and the registration does not say from what; or a text is too long or no well-formed Unicode.</exception>
    public static DirectoryChange Register(TenantRegistration registration, int? maxTenants = null)
    {
        ArgumentNullException.ThrowIfNull(registration);
        return Of(TenantRegistered.From(registration, maxTenants));
    }

    /// <summary>Replaces what is said of a tenant; what is null stays as it is.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="displayName">The name for people.</param>
    /// <param name="region">The region.</param>
    /// <param name="runtimeId">The runtime that serves it.</param>
    /// <param name="expectedVersion">The <see cref="TenantEntry.Version"/> that it must still have, or null.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">A text is malformed.</exception>
    public static DirectoryChange Describe(TenantId tenant, string? displayName, string? region, string? runtimeId, long? expectedVersion) =>
        Of(new TenantDescribed { Tenant = Text(tenant), DisplayName = displayName, Region = region, Runtime = runtimeId, Expected = expectedVersion });

    /// <summary>Moves a tenant to another status.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="status">Active, suspended or deleted.</param>
    /// <param name="expectedVersion">The <see cref="TenantEntry.Version"/> that it must still have, or null.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">A tenant cannot be moved to that status.</exception>
    public static DirectoryChange SetStatus(TenantId tenant, TenantStatus status, long? expectedVersion = null) =>
        Of(new StatusSet { Tenant = Text(tenant), Status = status, Expected = expectedVersion });

    /// <summary>Makes an outside system's name the name of a tenant.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">The name, which means no other tenant.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">A text is empty, too long, or no well-formed Unicode.</exception>
    public static DirectoryChange MapName(TenantId tenant, ExternalTenant name) => Of(new NameMapped { Tenant = Text(tenant), Name = name });

    /// <summary>Takes an outside system's name from a tenant. Everything that the tenant's callers hold is dead, for some of it came in by the name.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">The name.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">A text is empty, too long, or no well-formed Unicode.</exception>
    public static DirectoryChange UnmapName(TenantId tenant, ExternalTenant name) => Of(new NameUnmapped { Tenant = Text(tenant), Name = name });

    /// <summary>Kills every credential that a holder has in a tenant, and leaves others alone.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="issuer">The issuer that vouches for the holder.</param>
    /// <param name="subject">The holder's id at that issuer.</param>
    /// <param name="mayReturn">Whether credentials that are issued from now on live, unless the holder was shut out before.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">A text is empty, too long, or no well-formed Unicode.</exception>
    public static DirectoryChange RevokeMember(TenantId tenant, string issuer, string subject, bool mayReturn) =>
        Of(new HolderRevoked { Tenant = Text(tenant), Issuer = issuer, Holder = subject, MayReturn = mayReturn });

    /// <summary>Lets credentials that a holder is issued from now on live again.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="issuer">The issuer that vouches for the holder.</param>
    /// <param name="subject">The holder's id at that issuer.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">A text is empty, too long, or no well-formed Unicode.</exception>
    public static DirectoryChange ReinstateMember(TenantId tenant, string issuer, string subject) =>
        Of(new HolderReinstated { Tenant = Text(tenant), Issuer = issuer, Holder = subject });

    /// <summary>Kills one credential for good.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="issuer">The issuer of the credential.</param>
    /// <param name="credentialId">Its id, for a token the <c>jti</c>.</param>
    /// <returns>The change.</returns>
    /// <exception cref="ArgumentException">A text is empty, too long, or no well-formed Unicode.</exception>
    public static DirectoryChange RevokeCredential(TenantId tenant, string issuer, string credentialId) =>
        Of(new CredentialRevoked { Tenant = Text(tenant), Issuer = issuer, Holder = credentialId });

    /// <summary>The text that a journal keeps, a JSON object of one line.</summary>
    /// <returns>A text that <see cref="TenantDirectory.Apply"/> reads again.</returns>
    /// <exception cref="ArgumentException">The change names so much that the text is longer than what is read.</exception>
    public string ToText() => DirectoryChangeText.Write(Body);

    internal static bool TryRead(string? text, [NotNullWhen(true)] out DirectoryChange? change) =>
        (change = DirectoryChangeText.Read(text) is { } body ? new DirectoryChange(body) : null) is not null;

    /// <summary>A change whose parts have the form that they must have.</summary>
    internal static DirectoryChange Of(ChangeBody body)
    {
        body.Check();
        return new DirectoryChange(body);
    }

    private static string Text(object id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.ToString()!;
    }
}
