namespace OpenClaw.Tenancy.Secrets.Keys;

/// <summary>Where a key-encryption key comes from. It is opened once, when the host starts.</summary>
/// <param name="open">Opens it; throws <see cref="TenancyConfigurationException"/>.</param>
/// <param name="isActive">Whether it wraps, or unwraps only.</param>
/// <param name="isDurable">Whether it outlives the process.</param>
internal sealed class KeySource(Func<KeyEncryptionKey> open, bool isActive, bool isDurable)
{
    internal bool IsActive { get; } = isActive;

    /// <summary>The ring of all sources.</summary>
    /// <exception cref="TenancyConfigurationException">One cannot be used, or it is not exactly one that wraps.</exception>
    internal static LocalKeyWrapper Open(IReadOnlyCollection<KeySource> sources)
    {
        var errors = new List<string>();
        int active = sources.Count(static s => s.IsActive);
        if (active != 1)
        {
            errors.Add(active == 0
                ? "Older keys of secrets are registered, and none that wraps. Call AddSecretKeyFile(...) or AddSecretKeyEnvironment(...) for the key that is to be used from now on."
                : "More than one key of secrets is to wrap. Keep one AddSecretKeyFile(...) or AddSecretKeyEnvironment(...), and register the others by AddRetiredSecretKeyFile(...) or AddRetiredSecretKeyEnvironment(...).");
        }

        KeyEncryptionKey? wraps = null;
        var older = new List<KeyEncryptionKey>();
        foreach (KeySource source in sources)
        {
            try
            {
                KeyEncryptionKey key = source.Key();
                wraps = source.IsActive ? key : wraps;
                older.Add(key);
            }
            catch (TenancyConfigurationException exception)
            {
                errors.AddRange(exception.Errors);
            }
        }

        return errors.Count == 0 ? new LocalKeyWrapper(wraps!, older, sources.All(static s => s.IsDurable)) : throw new TenancyConfigurationException(errors);
    }

    private bool IsDurable { get; } = isDurable;

    private KeyEncryptionKey Key() => open();
}
