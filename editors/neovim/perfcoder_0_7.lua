-- Neovim 0.7 to 0.10. Copy into ~/.config/nvim/lua/, then: require('perfcoder_0_7').setup()
local M = {}

local markers = { '.perfcoder.toml', 'compile_commands.json', '.git' }

-- The folder of the nearest marker above the buffer's file, else the file's own folder.
local function root_of(buffer)
  local folder = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':p:h')
  local at = folder
  while true do
    for _, marker in ipairs(markers) do
      if vim.loop.fs_stat(at .. '/' .. marker) then
        return at
      end
    end
    local up = vim.fn.fnamemodify(at, ':h')
    if up == at then
      return folder
    end
    at = up
  end
end

-- Benchmarks the function at the cursor; what comes of it is in hover (K) and lens.
function M.benchmark(client)
  local at = vim.lsp.util.make_position_params(0, client.offset_encoding)
  client.request('workspace/executeCommand', {
    command = 'perfcoder.benchmark',
    arguments = { { uri = at.textDocument.uri, position = at.position } },
  }, function() end)
end

local function on_attach(client, buffer)
  vim.api.nvim_buf_create_user_command(buffer, 'PerfCoderBenchmark', function()
    M.benchmark(client)
  end, { desc = 'Benchmark the function at the cursor' })
end

local clients = {} -- by root, for 0.7, which has no vim.lsp.start

-- Starts the server for a buffer, or attaches the one that runs; returns the client's id.
function M.attach(buffer, options)
  local root = root_of(buffer)
  local config = vim.tbl_deep_extend('force', {
    name = 'perfcoder',
    cmd = { 'perfcoder-lsp' },
    root_dir = root,
    on_attach = on_attach,
    settings = { perfcoder = vim.empty_dict() },
  }, options or {})
  if vim.lsp.start then
    return vim.lsp.start(config, { bufnr = buffer })
  end
  if not clients[root] or not vim.lsp.get_client_by_id(clients[root]) then
    clients[root] = vim.lsp.start_client(config)
  end
  vim.lsp.buf_attach_client(buffer, clients[root])
  return clients[root]
end

function M.setup(options)
  vim.api.nvim_create_autocmd('FileType', {
    pattern = { 'c', 'cpp' },
    callback = function(event)
      M.attach(event.buf, options)
    end,
  })
end

return M
