namespace OpenClaw.Tenancy.Secrets.Keys;

/// <summary>A key-encryption key in a variable of the environment.</summary>
internal static class SecretKeyEnvironment
{
    /// <exception cref="TenancyConfigurationException">The variable is not set, or holds no key that may be used; its value is not repeated.</exception>
    internal static KeyEncryptionKey Open(string variable)
    {
        string? text = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw Refused(variable, $"is not set. {KeyMaterial.Fix}");
        }

        return KeyMaterial.Read(text.AsSpan().Trim(), out string? error) ?? throw Refused(variable, error!);
    }

    private static TenancyConfigurationException Refused(string variable, string why) => new([$"The variable '{variable}' for the key of secrets {why}"]);
}
