using System.Globalization;
using System.Text;

namespace OpenClaw.Tenancy.Secrets.TestKit;

/// <summary>Values that say whose they are and of which version, in each part of them.</summary>
internal static class StormValue
{
    private const int Repetitions = 40;

    internal static byte[] Of(TenantId tenant, int version) => Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Repeat(string.Create(CultureInfo.InvariantCulture, $"{tenant}={version};"), Repetitions)));

    /// <summary>The version that a value says it is of, or an exception where it is not whole or another tenant's.</summary>
    internal static int VersionOf(TenantId tenant, ReadOnlySpan<byte> value)
    {
        string text = Encoding.UTF8.GetString(value);
        string prefix = $"{tenant}=";
        return text.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(prefix.Length, Math.Max(0, text.IndexOf(';', StringComparison.Ordinal) - prefix.Length)), CultureInfo.InvariantCulture, out int version)
            && value.SequenceEqual(Of(tenant, version))
                ? version : throw new InvalidOperationException($"A value is no value of {tenant}.");
    }
}
