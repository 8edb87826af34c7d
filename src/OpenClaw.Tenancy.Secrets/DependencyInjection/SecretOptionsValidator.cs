using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.DependencyInjection;

/// <summary>Checks at start how secrets are kept, wrapped and recorded: all errors at once, each with its fix.</summary>
internal sealed class SecretOptionsValidator(IServiceProvider services, IAuditLedger ledger, ITenantVault vault) : IValidateOptions<SecretOptions>
{
    private const int MostOfKeyId = 200;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, SecretOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] errors = [.. LedgerErrors(), .. KeyErrors(), .. CountErrors(options), .. TimeErrors(options), .. ScopeErrors(options)];
        if (errors.Length != 0)
        {
            return ValidateOptionsResult.Fail(errors);
        }

        options.Freeze();
        return ValidateOptionsResult.Success;
    }

    private IEnumerable<string> LedgerErrors()
    {
        if (!ledger.IsDurable)
        {
            yield return "Secrets are registered, and the audit ledger is not durable, so no use of one could be recorded before it happens. Register a durable ledger, such as AddJsonlLedger(...) or AddTenancyLedger(...).";
        }
    }

    private List<string> KeyErrors()
    {
        try
        {
            ITenantKeyWrapper? wrapper = services.GetService<ITenantKeyWrapper>();
            if (wrapper is null)
            {
                return ["Secrets are registered, and no key that wraps their data keys. Call AddSecretKeyFile(...), AddSecretKeyEnvironment(...) or UseSecretKeyWrapper(...)."];
            }

            if (wrapper is not LocalKeyWrapper && services.GetServices<KeySource>().Any())
            {
                return ["Keys of secrets are registered beside a wrapper of the host's own, which does not use them. Keep UseSecretKeyWrapper(...) or the keys."];
            }

            if (wrapper.KeyId is not { Length: > 0 and <= MostOfKeyId } id || id.AsSpan().ContainsAnyExceptInRange('!', '~'))
            {
                return ["The wrapper of UseSecretKeyWrapper(...) gives no id of its key that can be kept. ITenantKeyWrapper.KeyId is 1 to 200 printable characters of ASCII."];
            }

            return vault.IsDurable && !wrapper.IsDurable
                ? ["The vault outlives the process, and the key that wraps the data keys does not: after a restart no secret could be opened. Call AddSecretKeyFile(...) or AddSecretKeyEnvironment(...) in the place of AddEphemeralSecretKey()."]
                : [];
        }
        catch (TenancyConfigurationException exception)
        {
            return [.. exception.Errors];
        }
    }

    private static IEnumerable<string> CountErrors(SecretOptions options)
    {
        if (options.MaxSecrets is <= 0 or > 100_000)
        {
            yield return "Set SecretOptions.MaxSecrets to between 1 and 100,000.";
        }

        if (options.MaxValueBytes is <= 0 or > SecretOptions.LargestValueBytes)
        {
            yield return "Set SecretOptions.MaxValueBytes to between 1 and 65,536.";
        }

        if (options.MaxVersions is < 2 or > 64)
        {
            yield return "Set SecretOptions.MaxVersions to between 2 and 64: a rotation keeps the version before.";
        }

        if (options.MaxDataKeysInMemory is <= 0 or > 1_000_000)
        {
            yield return "Set SecretOptions.MaxDataKeysInMemory to between 1 and a million.";
        }
    }

    private static IEnumerable<string> TimeErrors(SecretOptions options)
    {
        if (options.RotationOverlap < TimeSpan.Zero || options.RotationOverlap > TimeSpan.FromDays(366))
        {
            yield return "Set SecretOptions.RotationOverlap to between zero and 366 days.";
        }

        if (options.DataKeyLifetimeInMemory < TimeSpan.Zero || options.DataKeyLifetimeInMemory > Hour)
        {
            yield return "Set SecretOptions.DataKeyLifetimeInMemory to between zero and one hour.";
        }

        if (options.LeaseLifetime < TimeSpan.FromSeconds(1) || options.LeaseLifetime > Hour)
        {
            yield return "Set SecretOptions.LeaseLifetime to between one second and one hour.";
        }
    }

    private static IEnumerable<string> ScopeErrors(SecretOptions options)
    {
        if (!IsScope(options.UseScope))
        {
            yield return "Set SecretOptions.UseScope to the name of a scope, such as operator.write.";
        }
    }

    private static bool IsScope(string name)
    {
        try
        {
            _ = TenantScopedScope.Global(name);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
