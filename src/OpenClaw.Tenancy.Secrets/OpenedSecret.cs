using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>A value that was opened, or why not.</summary>
internal readonly struct OpenedSecret
{
    internal OpenedSecret(byte[] value, int version, long? expiresTicks, VaultAccess access) =>
        (Fault, Reason, Value, Version, ExpiresTicks, Access) = (SecretFault.None, DenyReason.None, value, version, expiresTicks, access);

    private OpenedSecret(SecretFault fault, DenyReason reason) => (Fault, Reason) = (fault, reason);

    internal SecretFault Fault { get; }

    internal DenyReason Reason { get; }

    internal byte[]? Value { get; }

    internal int Version { get; }

    internal long? ExpiresTicks { get; }

    internal VaultAccess? Access { get; }

    internal static OpenedSecret Refused(SecretFault fault, DenyReason reason) => new(fault, reason);
}
