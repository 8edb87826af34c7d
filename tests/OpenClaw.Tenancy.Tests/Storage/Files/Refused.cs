using System.Text;
using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>Everything that can be done with a path, so that each refusal is asked of all of it.</summary>
internal static class Refused
{
    internal static async Task ByEverything(TenantDirectoryRoot root, string path, params ConfinementReason[] reasons)
    {
        Action[] calls =
        [
            () => root.OpenRead(path).Dispose(),
            () => root.Create(path).Dispose(),
            () => root.OpenWrite(path).Dispose(),
            () => root.OpenAppend(path).Dispose(),
            () => root.Find(path),
            () => root.List(path),
            () => root.CreateDirectory(path),
            () => root.DeleteFile(path),
            () => root.DeleteDirectory(path, recursive: true),
            () => root.Move(path, "elsewhere"),
            () => root.Move("inside.txt", path, overwrite: true),
        ];
        foreach (Action call in calls)
        {
            Matches(Assert.Throws<ConfinementException>(call), path, reasons);
        }

        Matches(await Assert.ThrowsAsync<ConfinementException>(() => root.ReadAllBytesAsync(path)), path, reasons);
        Matches(await Assert.ThrowsAsync<ConfinementException>(() => root.WriteAllBytesAsync(path, "x"u8.ToArray())), path, reasons);
        Matches(await Assert.ThrowsAsync<ConfinementException>(() => root.AppendAsync(path, "x"u8.ToArray())), path, reasons);
        Matches(
            await Assert.ThrowsAsync<ConfinementException>(() => root.ReplaceAsync(path, static (s, c) => s.WriteAsync(Encoding.UTF8.GetBytes("x"), c).AsTask())), path, reasons);
    }

    private static void Matches(ConfinementException refused, string path, ConfinementReason[] reasons)
    {
        Assert.Contains(refused.Reason, reasons);
        Assert.True(path.Length < 3 || !refused.Message.Contains(path, StringComparison.Ordinal), refused.Message);
    }
}
