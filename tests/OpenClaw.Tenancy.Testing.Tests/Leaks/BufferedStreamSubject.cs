using System.Runtime.CompilerServices;

namespace OpenClaw.Tenancy.Testing.Tests.Leaks;

/// <summary>Looks at the claim when the stream begins, and never again.</summary>
public sealed class BufferedStreamSubject : MemorySubject
{
    public override async IAsyncEnumerable<StoredObject> StreamAsync(StoreCaller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string tenant = TenantOf(caller, StoreOperations.Stream, null);
        foreach (Row row in All(caller, StoreOperations.Stream, tenant).ToArray())
        {
            await Task.Yield();
            yield return row.ToObject();
        }
    }
}
