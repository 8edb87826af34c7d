using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.DependencyInjection;

/// <summary>Something that fills the directory when it is made.</summary>
internal sealed class DirectoryFill(Action<TenantDirectory> fill)
{
    internal void Apply(TenantDirectory directory) => fill(directory);
}
