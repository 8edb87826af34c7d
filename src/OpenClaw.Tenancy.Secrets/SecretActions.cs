using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>What can be done with secrets, as it is decided and recorded. A singleton from dependency injection.</summary>
/// <remarks>Each is recorded before it happens, and so takes a durable ledger. Immutable.</remarks>
public sealed class SecretActions
{
    private const string Admin = "operator.admin";

    internal SecretActions(PolicyEngine engine, SecretOptions options)
    {
        Use = Of(engine, options.UseScope, "secrets.use");
        List = Of(engine, Admin, "secrets.list");
        Put = Of(engine, Admin, "secrets.put");
        Rotate = Of(engine, Admin, "secrets.rotate");
        Revoke = Of(engine, Admin, "secrets.revoke");
        Remove = Of(engine, Admin, "secrets.remove");
        RotateKey = Of(engine, Admin, "secrets.rotate_key");
        Shred = Of(engine, Admin, "secrets.shred");
    }

    /// <summary>Opening a secret: <c>secrets.use</c>, by <see cref="SecretOptions.UseScope"/>.</summary>
    public AccessAction Use { get; }

    /// <summary>Listing names: <c>secrets.list</c>.</summary>
    public AccessAction List { get; }

    /// <summary>Making or replacing a secret: <c>secrets.put</c>.</summary>
    public AccessAction Put { get; }

    /// <summary>Giving a secret its next version: <c>secrets.rotate</c>.</summary>
    public AccessAction Rotate { get; }

    /// <summary>Revoking versions: <c>secrets.revoke</c>.</summary>
    public AccessAction Revoke { get; }

    /// <summary>Removing a secret: <c>secrets.remove</c>.</summary>
    public AccessAction Remove { get; }

    /// <summary>Changing the data keys, or what wraps them: <c>secrets.rotate_key</c>.</summary>
    public AccessAction RotateKey { get; }

    /// <summary>Deleting the data keys and all secrets: <c>secrets.shred</c>.</summary>
    public AccessAction Shred { get; }

    private static AccessAction Of(PolicyEngine engine, string scope, string name) => engine.Action(scope, name, AccessActionKind.TenantPrivilege);
}
