using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Hosting.Tests.Files;

/// <summary>The calls to the disk, each of which a test can let fail or wait as no disk at hand does.</summary>
internal sealed class TestDisk
{
    public Action<SafeFileHandle, ReadOnlyMemory<byte>, long> Write { get; set; } = static (handle, bytes, offset) => RandomAccess.Write(handle, bytes.Span, offset);

    public Action<SafeFileHandle> Sync { get; set; } = LastingFiles.FlushFile;

    public Action<SafeFileHandle, long> Cut { get; set; } = RandomAccess.SetLength;

    public Action<string, string, bool> Move { get; set; } = File.Move;

    public Action<string> SyncNames { get; set; } = LastingFiles.FlushFolder;

    /// <summary>Puts it in the place of the real one, whose type is no host's business.</summary>
    public void Use(TenancyBuilder builder)
    {
        Type type = Internal("DiskCalls");
        Action<SafeFileHandle, ReadOnlyMemory<byte>, long> write = (handle, bytes, offset) => Write(handle, bytes, offset);
        Action<SafeFileHandle> sync = handle => Sync(handle);
        Action<SafeFileHandle, long> cut = (handle, length) => Cut(handle, length);
        Action<string, string, bool> move = (from, to, overwrite) => Move(from, to, overwrite);
        Action<string> syncNames = folder => SyncNames(folder);
        builder.Services.AddSingleton(type, Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, null, [write, sync, cut, move, syncNames], null)!);
    }

    private static Type Internal(string name) => typeof(JsonlAuditLedger).Assembly.GetType($"OpenClaw.Tenancy.Hosting.Files.{name}", throwOnError: true)!;
}
