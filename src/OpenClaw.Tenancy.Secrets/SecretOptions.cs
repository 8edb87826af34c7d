namespace OpenClaw.Tenancy.Secrets;

/// <summary>How secrets are kept and used. Read once at start: later changes throw.</summary>
public sealed class SecretOptions
{
    /// <summary>The most bytes that a value may be allowed: 64 KiB.</summary>
    public const int LargestValueBytes = 64 * 1024;

    private bool _frozen;

    /// <summary>How many secrets one tenant may have.</summary>
    /// <value>Default: 256.</value>
    public int MaxSecrets { get; set => field = Free(value); } = 256;

    /// <summary>How many bytes a value may have.</summary>
    /// <value>Default: 64 KiB, which is also the most.</value>
    public int MaxValueBytes { get; set => field = Free(value); } = LargestValueBytes;

    /// <summary>How many versions of a secret are kept, closed ones included.</summary>
    /// <value>Default: 4; between 2 and 64.</value>
    public int MaxVersions { get; set => field = Free(value); } = 4;

    /// <summary>For how long a version that was followed by another one can still be opened by its number.</summary>
    /// <value>Default: 1 hour.</value>
    public TimeSpan RotationOverlap { get; set => field = Free(value); } = TimeSpan.FromHours(1);

    /// <summary>For how long an unwrapped data key is kept in memory; zero for not at all.</summary>
    /// <value>Default: 5 minutes; at most 1 hour.</value>
    public TimeSpan DataKeyLifetimeInMemory { get; set => field = Free(value); } = TimeSpan.FromMinutes(5);

    /// <summary>How many unwrapped data keys are kept in memory, of all tenants together.</summary>
    /// <value>Default: 1,024.</value>
    public int MaxDataKeysInMemory { get; set => field = Free(value); } = 1024;

    /// <summary>For how long a lease can be read; then its bytes are zeroed, whoever holds it.</summary>
    /// <value>Default: 5 minutes; at most 1 hour.</value>
    public TimeSpan LeaseLifetime { get; set => field = Free(value); } = TimeSpan.FromMinutes(5);

    /// <summary>The scope that using a secret takes. All else takes <c>operator.admin</c>.</summary>
    /// <value>Default: <c>operator.write</c>.</value>
    public string UseScope { get; set => field = Free(value); } = "operator.write";

    internal void Freeze() => _frozen = true;

    private T Free<T>(T value) => !_frozen ? value : throw new InvalidOperationException(
        "The options of secrets are fixed when the host starts. Set them in AddTenantSecretReader or AddTenantSecretWriter, and start the process anew to change them.");
}
