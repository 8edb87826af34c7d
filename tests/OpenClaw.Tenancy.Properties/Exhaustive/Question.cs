using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Properties.Exhaustive;

/// <summary>One question to a small world.</summary>
internal readonly record struct Question(string? Held, string Required, AccessActionKind Kind, string? Selector, string Resource)
{
    public static readonly string?[] HeldScopes = [null, "operator.read", "operator.write", "operator.admin", "operator.talk", "custom.x"];

    public static readonly (string Required, AccessActionKind Kind)[] Actions =
    [
        ("operator.read", AccessActionKind.Tenant),
        ("operator.read", AccessActionKind.TenantPrivilege),
        ("operator.read", AccessActionKind.Platform),
        ("operator.read", AccessActionKind.PlatformPrivilege),
        ("operator.future", AccessActionKind.Tenant),
        ("custom.x", AccessActionKind.Tenant),
        ("custom.x", AccessActionKind.Platform),
    ];

    /// <summary>Nothing, the claim's own, another's, a contradiction.</summary>
    public static readonly string?[] Selectors = [null, "own", "initech", "own+initech"];

    /// <summary>"absent", "unowned", or the owner; with a star for its whole collection.</summary>
    public static readonly string[] Resources = ["absent", "unowned", "acme", "globex", "initech", "platform", "default", "acme*"];

    public ResourceRef ToResource() => Resource switch
    {
        "absent" => ResourceRef.Absent("r1"),
        "unowned" => ResourceRef.Owned("r1", null),
        "platform" => ResourceRef.Owned("r1", TenantId.Platform),
        "default" => ResourceRef.Owned("r1", TenantId.Default),
        "acme*" => ResourceRef.Collection(TenantId.From("acme")),
        string owner => ResourceRef.Owned("r1", TenantId.From(owner)),
    };
}
