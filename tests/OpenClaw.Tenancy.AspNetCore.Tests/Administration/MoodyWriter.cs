using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Administration;

/// <summary>A writer of the directory that does first what a test says.</summary>
public sealed class MoodyWriter(IDirectoryWriter inner) : IDirectoryWriter
{
    public Func<Task> Mood { get; set; } = () => Task.CompletedTask;

    public bool IsDurable => inner.IsDurable;

    public async Task<DirectoryWrite> WriteAsync(DirectoryChange change, CancellationToken cancellationToken)
    {
        await Mood();
        return await inner.WriteAsync(change, cancellationToken);
    }

    public static void Add(IServiceCollection services, Action<MoodyWriter> made)
    {
        Func<IServiceProvider, object> inner = services.Last(d => d.ServiceType == typeof(IDirectoryWriter)).ImplementationFactory!;
        services.Replace(ServiceDescriptor.Singleton<IDirectoryWriter>(s =>
        {
            var writer = new MoodyWriter((IDirectoryWriter)inner(s));
            made(writer);
            return writer;
        }));
    }
}
