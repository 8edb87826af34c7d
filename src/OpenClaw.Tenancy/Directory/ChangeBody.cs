using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.Directory;

/// <summary>One kind of change: what a journal keeps of it, when it is refused, and what it does. The set is closed: a process that does not know a kind follows no further.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TenantRegistered), nameof(TenantRegistered))]
[JsonDerivedType(typeof(TenantDescribed), nameof(TenantDescribed))]
[JsonDerivedType(typeof(StatusSet), nameof(StatusSet))]
[JsonDerivedType(typeof(NameMapped), nameof(NameMapped))]
[JsonDerivedType(typeof(NameUnmapped), nameof(NameUnmapped))]
[JsonDerivedType(typeof(HolderRevoked), nameof(HolderRevoked))]
[JsonDerivedType(typeof(HolderReinstated), nameof(HolderReinstated))]
[JsonDerivedType(typeof(CredentialRevoked), nameof(CredentialRevoked))]
[JsonDerivedType(typeof(MemberAdded), nameof(MemberAdded))]
[JsonDerivedType(typeof(MemberRoleSet), nameof(MemberRoleSet))]
[JsonDerivedType(typeof(MemberRemoved), nameof(MemberRemoved))]
[JsonDerivedType(typeof(IdentityLinked), nameof(IdentityLinked))]
[JsonDerivedType(typeof(IdentityUnlinked), nameof(IdentityUnlinked))]
[JsonDerivedType(typeof(InvitationIssued), nameof(InvitationIssued))]
[JsonDerivedType(typeof(InvitationWithdrawn), nameof(InvitationWithdrawn))]
[JsonDerivedType(typeof(KeyIssued), nameof(KeyIssued))]
[JsonDerivedType(typeof(KeyRotated), nameof(KeyRotated))]
[JsonDerivedType(typeof(KeyRevoked), nameof(KeyRevoked))]
[JsonDerivedType(typeof(BreakGlassRequested), nameof(BreakGlassRequested))]
[JsonDerivedType(typeof(BreakGlassApproved), nameof(BreakGlassApproved))]
[JsonDerivedType(typeof(BreakGlassCollected), nameof(BreakGlassCollected))]
[JsonDerivedType(typeof(BreakGlassRevoked), nameof(BreakGlassRevoked))]
[JsonDerivedType(typeof(BreakGlassClosing), nameof(BreakGlassClosing))]
[JsonDerivedType(typeof(BreakGlassClosed), nameof(BreakGlassClosed))]
[JsonDerivedType(typeof(BreakGlassReviewed), nameof(BreakGlassReviewed))]
internal abstract class ChangeBody
{
    internal const int CurrentVersion = 1;

    /// <summary>The version of the form.</summary>
    [JsonPropertyOrder(-2)]
    public int V { get; init; } = CurrentVersion;

    /// <summary>The text of the tenant's id; of a change that is about no tenant, the platform's.</summary>
    [JsonPropertyOrder(-1)]
    public required string Tenant { get; init; }

    /// <summary>Checks what can be checked without a directory.</summary>
    /// <exception cref="ArgumentException">A part is missing or malformed.</exception>
    internal abstract void Check();

    /// <summary>Why the directory refuses it as things stand, or null. The same question gets the same answer in every process.</summary>
    internal abstract DirectoryRefusal? RefusalIn(DirectoryWorld world, in DirectoryMoment at);

    /// <summary>Does it; the caller holds the lock and has asked for a refusal.</summary>
    internal abstract void CommitTo(DirectoryWorld world, in DirectoryMoment at);
}
