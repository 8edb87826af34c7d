namespace Gateway.Tests.Support;

public static class Idle
{
    /// <summary>Waits until no run of the gateway calls a store any more: the run's own clean-up comes after its answer.</summary>
    public static async Task AsyncOf(RunningGateway gateway)
    {
        for (int quiet = 0; quiet < 3;)
        {
            await Task.Delay(5);
            quiet = gateway.Calls.Take().Length == 0 ? quiet + 1 : 0;
        }
    }
}
