using SharedState.Host;

if (args is ["ledger", var database, var connection, var keyFile, var prefix])
{
    await LedgerWriting.RunAsync(database, connection, keyFile, prefix);
    return;
}

if (args is ["jobs", var jobs, var jobKey, var tenants])
{
    await JobWorking.RunAsync(jobs, jobKey, int.Parse(tenants, provider: null));
    return;
}

await SharedHost.ServeAsync(Console.In, Console.Out, Console.Error);
