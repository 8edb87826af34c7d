using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.DependencyInjection;

/// <summary>Checks where the directories of tenants lie: the configuration first, then the disk. All errors at once, each with its fix.</summary>
internal sealed class TenantDirectoryOptionsValidator(IServiceProvider services) : IValidateOptions<TenantDirectoryOptions>
{
    public ValidateOptionsResult Validate(string? name, TenantDirectoryOptions options)
    {
        List<string> errors = [.. MachineErrors(options), .. ConfigurationErrors(options)];
        if (errors.Count == 0)
        {
            errors = RootSurvey.Run(options, services.GetRequiredService<TenantDirectory>());
        }

        if (errors.Count != 0)
        {
            return ValidateOptionsResult.Fail(errors);
        }

        options.Freeze();
        return ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> MachineErrors(TenantDirectoryOptions options)
    {
        TenantDirectoryConfinement best = TenantDirectoryRoots.Best();
        if (best == TenantDirectoryConfinement.None)
        {
            yield return "Tenant directories are confined on Linux (x64 and arm64) alone. Take AddTenantDirectories out on this machine.";
        }
        else if (options.Confinement is TenantDirectoryConfinement.None || options.Confinement > TenantDirectoryConfinement.Kernel)
        {
            yield return "TenantDirectoryOptions.Confinement confines nothing. Use Kernel or CheckedHandles, or null for the strongest there is.";
        }
        else if (options.Confinement > best)
        {
            yield return "TenantDirectoryOptions.Confinement is Kernel, and this kernel, or a filter in front of it, refuses openat2. Use Linux 5.6 or later and let the call through, or set Confinement to CheckedHandles.";
        }
    }

    private static IEnumerable<string> ConfigurationErrors(TenantDirectoryOptions options)
    {
        if (options.BasePath is null && options.Roots.Count == 0)
        {
            yield return "No tenant has a directory. Set TenantDirectoryOptions.BasePath, or name roots with UseRoot.";
        }

        if (options.MaxWholeFileBytes <= 0)
        {
            yield return "Set TenantDirectoryOptions.MaxWholeFileBytes to one or more.";
        }

        if (options.BasePath is not null && TrustedPath.Error(options.BasePath) is { } wrong)
        {
            yield return $"TenantDirectoryOptions.BasePath {wrong}.";
        }

        foreach ((TenantId tenant, string path) in options.Roots)
        {
            if (TrustedPath.Error(path) is { } error)
            {
                yield return $"The path of UseRoot for tenant '{tenant}' {error}.";
            }
        }
    }
}
