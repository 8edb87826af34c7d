using OpenClaw.Tenancy.Samples.Ingress.Hosting;

return await IngressProgram.RunAsync(args, Console.Out, Console.Error);
