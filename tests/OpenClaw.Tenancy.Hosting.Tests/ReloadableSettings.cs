using Microsoft.Extensions.Configuration;

namespace OpenClaw.Tenancy.Hosting.Tests;

/// <summary>Settings that a test replaces while the host runs.</summary>
internal sealed class ReloadableSettings((string Key, string? Value)[] settings) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(settings);

    internal sealed class Provider : ConfigurationProvider
    {
        public Provider((string Key, string? Value)[] settings) => Set(settings);

        public void Replace((string Key, string? Value)[] settings)
        {
            Set(settings);
            OnReload();
        }

        private void Set((string Key, string? Value)[] settings) =>
            Data = settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.OrdinalIgnoreCase);
    }
}
